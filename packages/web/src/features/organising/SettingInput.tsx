import { NativeSelect, Switch, Textarea, TextInput } from '@mantine/core';
import type { SettingField } from './setting-fields.ts';

interface Props {
  field: SettingField;
  value: string | boolean;
  /** Choices that only the event knows. */
  options?: readonly { value: string; label: string }[];
  error: string | null;
  isDisabled?: boolean;
  onChange: (value: string | boolean) => void;
}

/** One setting, typed in as fits its kind. Dates are UTC, and say so. */
export function SettingInput({ field, value, options, error, isDisabled = false, onChange }: Props) {
  const { name, label, kind, hint, empty } = field;
  const isDate = kind === 'date';
  const common = {
    ...{ name, label: isDate ? `${label} (UTC)` : label, error, disabled: isDisabled },
    description: [hint, empty === undefined ? null : `Empty: ${empty}.`].filter(Boolean).join(' ') || undefined,
  };
  if (kind === 'switch') {
    return (
      <Switch
        {...common}
        checked={value === true}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
        style={{ gridColumn: '1 / -1' }}
      />
    );
  }
  const text = String(value);
  // Fields beside each other stay in line, however long their hints are.
  const inputWrapperOrder: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'error', 'description'];
  if (kind === 'choice') {
    return (
      <NativeSelect
        {...common}
        inputWrapperOrder={inputWrapperOrder}
        data={[...(options ?? field.options ?? [])]}
        value={text}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
    );
  }
  if (kind === 'markdown') {
    return (
      <Textarea
        {...common}
        inputWrapperOrder={inputWrapperOrder}
        value={text}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
        autosize
        minRows={3}
        maxRows={20}
        style={{ gridColumn: '1 / -1' }}
      />
    );
  }
  return (
    <TextInput
      {...common}
      inputWrapperOrder={inputWrapperOrder}
      value={text}
      type={isDate ? 'datetime-local' : 'text'}
      inputMode={kind === 'number' ? 'decimal' : undefined}
      autoComplete="off"
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}
