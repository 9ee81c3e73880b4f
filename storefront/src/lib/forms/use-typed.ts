import { useState } from 'react';
import { type Asked, countOf, isSaidLate, problemOf } from './typed';

type Typing = { currentTarget: HTMLInputElement | HTMLTextAreaElement };

/** What to say of a field while it is typed; what cannot be sent keeps its form from being sent. */
export function useTyped(asked: Asked) {
  const [typed, setTyped] = useState('');
  const [isLeft, setLeft] = useState(false);
  const look = (event: Typing, leaving: boolean) => {
    const { value } = event.currentTarget;
    event.currentTarget.setCustomValidity(problemOf(value, asked) ?? '');
    setTyped(value);
    setLeft(leaving);
  };
  const problem = isLeft || !isSaidLate(asked) ? problemOf(typed, asked) : undefined;
  return {
    problem,
    count: countOf(typed, asked),
    onInput: (event: Typing) => look(event, false),
    onBlur: (event: Typing) => look(event, true),
  };
}
