/**
 * A question about an owner and a word (or a number), answered once: an answer stays as long as its owner does. For
 * questions whose answer depends on nothing else, and that many trials of a fold ask again.
 */
export function rememberWith<Owner extends object, Word, Answer>(
  answer: (owner: Owner, word: Word) => Answer,
): (owner: Owner, word: Word) => Answer {
  const byOwner = new WeakMap<Owner, Map<Word, Answer>>();
  return (owner, word) => {
    let known = byOwner.get(owner);
    if (!known) byOwner.set(owner, (known = new Map()));
    // An answer may be `undefined`.
    if (known.has(word)) return known.get(word)!;
    const found = answer(owner, word);
    known.set(word, found);
    return found;
  };
}

/** The same for a question about an owner alone. */
export function remember<Owner extends object, Answer>(
  answer: (owner: Owner) => Answer,
): (owner: Owner) => Answer {
  const known = new WeakMap<Owner, { readonly value: Answer }>();
  return (owner) => {
    let kept = known.get(owner);
    if (!kept) known.set(owner, (kept = { value: answer(owner) }));
    return kept.value;
  };
}

/** The same for a question about a word alone; the answers stay as long as the function that is returned. */
export function rememberEach<Word, Answer>(answer: (word: Word) => Answer): (word: Word) => Answer {
  const known = new Map<Word, Answer>();
  return (word) => {
    if (known.has(word)) return known.get(word)!;
    const found = answer(word);
    known.set(word, found);
    return found;
  };
}
