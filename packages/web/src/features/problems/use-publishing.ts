import { useApolloClient } from '@apollo/client/react';
import { useEffect, useRef, useState } from 'react';
import { graphql } from '../../gql/gql.ts';
import { errorWords } from '../../lib/error-words.ts';
import type { FolderFile, KitSource } from './kit-sources.ts';
import { NotTaken, type SendProgress, sendFiles } from './send-files.ts';

const PUBLISH_KIT = graphql(`
  mutation PublishKit($input: PublishKitInput!) {
    publishKit(input: $input) {
      problemVersion {
        id
      }
      refusal {
        message
        field
      }
    }
  }
`);

const IMPORT_KIT = graphql(`
  mutation ImportKit($input: ImportKitInput!) {
    importKit(input: $input) {
      kitImport {
        id
      }
      refusal {
        message
        field
      }
    }
  }
`);

/** What is to be published. */
export interface Publication {
  name: string;
  note: string;
  kit: KitSource;
  data: KitSource | null;
}

export type PublishState =
  | { kind: 'idle' }
  | { kind: 'busy'; progress: SendProgress | null }
  | { kind: 'refused'; message: string; field: string | null };

/** Sends a kit and asks for it to be published; `onAsked` gets the version or the import that there is then. */
export function usePublishing(onAsked: (asked: { version?: string; import?: string }) => void) {
  const client = useApolloClient();
  const [state, setState] = useState<PublishState>({ kind: 'idle' });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  async function publish({ name, note, kit, data }: Publication): Promise<void> {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    setState({ kind: 'busy', progress: null });
    try {
      const blobs = [...blobsOf(kit), ...(data ? blobsOf(data) : [])];
      const digests = await sendFiles(client, blobs, {
        signal: controller.signal,
        onProgress: (progress) => setState({ kind: 'busy', progress }),
      });
      const taken = digests.values();
      const [kitInput, dataInput] = [inputOf(kit, taken), data ? inputOf(data, taken) : null];
      const common = { name, note: note.trim() || null };
      if (kitInput.files && (dataInput === null || dataInput.files)) {
        const input = { ...common, kitFiles: kitInput.files, dataFiles: dataInput?.files ?? null };
        const answer = (await client.mutate({ mutation: PUBLISH_KIT, variables: { input } })).data?.publishKit;
        if (answer?.problemVersion) onAsked({ version: answer.problemVersion.id });
        setState(refusedOr(answer?.refusal));
      } else {
        const input = { ...common, kit: kitInput, data: dataInput };
        const answer = (await client.mutate({ mutation: IMPORT_KIT, variables: { input } })).data?.importKit;
        if (answer?.kitImport) onAsked({ import: answer.kitImport.id });
        setState(refusedOr(answer?.refusal));
      }
    } catch (error) {
      if (controller.signal.aborted) return;
      setState({
        kind: 'refused',
        field: null,
        message: error instanceof NotTaken ? error.message : errorWords(error),
      });
    }
  }

  function cancel(): void {
    running.current?.abort();
    setState({ kind: 'idle' });
  }

  return { state, publish, cancel };
}

const refusedOr = (refusal: { message: string; field?: string | null } | null | undefined): PublishState =>
  refusal ? { kind: 'refused', message: refusal.message, field: refusal.field ?? null } : { kind: 'idle' };

const blobsOf = (source: KitSource): Blob[] => {
  if (source.kind === 'git') return [];
  return source.kind === 'zip' ? [source.file] : source.files.map(({ file }) => file);
};

/** A source as the api takes it. `digests` gives those of its files, in order. */
function inputOf(source: KitSource, digests: Iterator<string>) {
  const next = () => digests.next().value as string;
  switch (source.kind) {
    case 'folder': {
      const tree = ({ path, file }: FolderFile) => ({ path, digest: next(), bytes: file.size });
      return { files: source.files.map(tree) };
    }
    case 'zip':
      return { zipDigest: next() };
    case 'git':
      return { git: { url: source.url, ref: source.ref.trim() || null, subfolder: source.subfolder.trim() || null } };
  }
}
