import { useMutation } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { graphql } from '../../gql/gql.ts';
import { TypedConfirmModal } from '../../ui/TypedConfirmModal.tsx';

const DELETE = graphql(`
  mutation DeleteProblem($input: DeleteProblemInput!) {
    deleteProblem(input: $input) {
      problem {
        id
        title
        versions {
          id
        }
      }
      refusal {
        message
      }
    }
  }
`);

interface Props {
  problemName: string;
  /** One version; without it, the problem with all of them. */
  version?: { id: string; number: number };
  onDeleted?: () => void;
}

/** Deletes a problem or one version of it, once its name is typed. Where events use it, the answer names them. */
export function DeleteProblem({ problemName, version, onDeleted }: Props) {
  const [isAsked, asked] = useDisclosure(false);
  const [remove, { loading, data, error, reset }] = useMutation(DELETE);
  const what = version ? `Delete version ${version.number}` : 'Delete the problem';
  const send = async (confirmName: string) => {
    const input = { name: problemName, confirmName, problemVersionId: version?.id ?? null };
    const { data: answer } = await remove({ variables: { input } }).catch(() => ({ data: undefined }));
    if (answer?.deleteProblem.refusal === null) onDeleted?.();
  };
  return (
    <>
      <Button
        size={version ? 'xs' : 'sm'}
        color="red"
        variant="subtle"
        onClick={() => {
          reset();
          asked.open();
        }}
        aria-label={what}
      >
        {version ? 'Delete' : 'Delete the problem'}
      </Button>
      <TypedConfirmModal
        isOpen={isAsked}
        title={version ? `Delete version ${version.number} of ${problemName}?` : `Delete the problem ${problemName}?`}
        name={problemName}
        confirmWord={what}
        isBusy={loading}
        refusal={data?.deleteProblem.refusal?.message ?? null}
        error={error}
        onConfirm={(typed) => void send(typed)}
        onClose={asked.close}
      >
        {version
          ? 'The kit of this version, its private data and its check go away. '
          : 'All versions go away, with their kits, private data and checks. '}
        Only files that another version or a submission holds, too, stay stored. This cannot be taken back.
      </TypedConfirmModal>
    </>
  );
}
