type Sentence = string | ((values: never) => string);

/** Sentences of one language by code: each as it stands, or made from its values. */
export type Sentences = Readonly<Record<string, Sentence>>;

/** @param values those that the code of this sentence takes: say() has seen to it */
export const made = (sentence: Sentence, values: unknown): string => (typeof sentence === 'string' ? sentence : sentence(values as never));
