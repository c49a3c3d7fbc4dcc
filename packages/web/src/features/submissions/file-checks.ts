/** A thing that the workflow will ask of a file, and whether it seems to be there. */
export interface FileCheck {
  path: string;
  words: string;
  isMet: boolean;
}

interface Element {
  name: string;
  fileName: string;
  isPython: boolean;
}

// What RAMP's workflows call in a file, by the name of the element. Elements with other names are only asked not to be empty.
const required: Record<string, { kind: 'def' | 'class'; name: string }> = {
  estimator: { kind: 'def', name: 'get_estimator' },
  classifier: { kind: 'class', name: 'Classifier' },
  regressor: { kind: 'class', name: 'Regressor' },
  clusterer: { kind: 'class', name: 'Clusterer' },
  feature_extractor: { kind: 'class', name: 'FeatureExtractor' },
};

/** What is missing from the files, as far as a look at the text can tell; whether the code runs is for the folds to say. */
export function fileChecks(elements: readonly Element[], files: Readonly<Record<string, string>>): FileCheck[] {
  return elements.map(({ name, fileName, isPython }) => {
    const text = files[fileName] ?? '';
    const need = isPython ? required[name] : undefined;
    if (text.trim() === '') return { path: fileName, words: 'is empty', isMet: false };
    if (!need) return { path: fileName, words: 'is there', isMet: true };
    const isMet = definitionOf(need).test(text);
    const what = need.kind === 'def' ? `${need.name}()` : `class ${need.name}`;
    return { path: fileName, words: isMet ? `${what} found` : `${what} is missing`, isMet };
  });
}

// At the start of a line, or under an `if`; an import or a plain assignment counts as well.
const definitionOf = ({ kind, name }: { kind: string; name: string }) =>
  new RegExp(`^\\s*(${kind}\\s+${name}\\b|${name}\\s*=|(from\\s.+\\s)?import\\s.*\\b${name}\\b)`, 'm');
