import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import classes from './OneFieldForm.module.css';

/** One line of text and what is done with it. What was typed stays until it was done. */
export function OneFieldForm(props: {
  label: string;
  description?: string;
  placeholder?: string;
  word: string;
  initial?: string;
  keepsText?: boolean;
  isBusy: boolean;
  onSend: (text: string) => Promise<boolean>;
}) {
  const [text, setText] = useState(props.initial ?? '');
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '' && (await props.onSend(text.trim())) && !props.keepsText) setText('');
  };
  return (
    <form onSubmit={(event) => void send(event)} className={classes['form']}>
      <TextInput
        label={props.label}
        {...(props.description === undefined ? {} : { description: props.description })}
        {...(props.placeholder === undefined ? {} : { placeholder: props.placeholder })}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        maxLength={254}
        autoComplete="off"
        className={classes['field'] ?? ''}
      />
      <Button type="submit" variant="default" loading={props.isBusy} disabled={text.trim() === ''}>
        {props.word}
      </Button>
    </form>
  );
}
