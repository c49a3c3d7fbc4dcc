import type { Node } from 'web-tree-sitter';

/** Names that a module binds when it is executed from top to bottom, as far as its text tells. */
export function topLevelNames(module: Node): Set<string> {
  const names = new Set<string>();
  // Not by recursion: nothing bounds how deep somebody nests.
  const waiting: Node[] = [module];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (collect(node, names)) waiting.push(...node.namedChildren);
  }
  return names;
}

/** Whether a module may bind names that its text does not spell out. */
export const mayBindMore = (text: string): boolean =>
  /\bimport\s*\*|\b(exec|eval|globals|locals|vars|setattr|global|importlib|__import__|__dict__|__getattr__|modules)\b/.test(
    text,
  );

/** Adds what a node binds; true where its children may bind more. */
function collect(node: Node, names: Set<string>): boolean {
  switch (node.type) {
    case 'function_definition':
    case 'class_definition':
      add(node.childForFieldName('name'), names);
      return false;
    case 'lambda':
      return false;
    case 'named_expression':
      add(node.childForFieldName('name'), names);
      break;
    case 'assignment':
      // `x: int` alone binds nothing.
      if (node.childForFieldName('right') !== null) addTargets(node.childForFieldName('left'), names);
      break;
    case 'for_statement':
      addTargets(node.childForFieldName('left'), names);
      break;
    case 'as_pattern_target':
      addTargets(node.namedChild(0), names);
      return false;
    case 'import_statement':
    case 'import_from_statement':
      for (const imported of node.childrenForFieldName('name')) addImported(imported, names);
      return false;
    case 'case_pattern':
      addTargets(node, names);
      return false;
  }
  return true;
}

function addImported(node: Node | null, names: Set<string>): void {
  if (node === null) return;
  const alias = node.childForFieldName('alias');
  if (alias !== null) names.add(alias.text);
  // `import a.b` binds `a`.
  else names.add(node.text.split('.')[0]?.trim() ?? '');
}

function addTargets(targets: Node | null, names: Set<string>): void {
  const waiting = targets === null ? [] : [targets];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.type === 'identifier') names.add(node.text);
    if (node.type !== 'attribute' && node.type !== 'subscript') waiting.push(...node.namedChildren);
  }
}

function add(node: Node | null, names: Set<string>): void {
  if (node !== null) names.add(node.text);
}
