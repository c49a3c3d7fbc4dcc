import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parsePython } from './python-parser.js';
import { type SyntaxFault, syntaxFault } from './syntax-fault.js';

const root = path.resolve(import.meta.dirname, '../../../..');

async function faultIn(text: string): Promise<SyntaxFault | null> {
  const parsed = await parsePython(text);
  assert.ok(parsed);
  try {
    return syntaxFault(parsed, text);
  } finally {
    parsed.free();
  }
}

describe('syntax of Python', () => {
  const broken: [name: string, text: string, line: number, message: RegExp][] = [
    ['a missing colon', 'import x\n\ndef f(x)\n    return x\n', 3, /expected “:”/],
    ['a missing colon with a colon inside', 'if {1: 2}\n    y = 1\n', 1, /expected “:”/],
    ['a bracket that is not closed', 'x = 1\ny = f(1,\nz = 2\nw = 3\n', 2, /“\(” was never closed/],
    ['a bracket that was not opened', 'x = 1\ny = 2)\n', 2, /never opened/],
    ['brackets that do not fit', 'x = [1, 2)\n', 1, /does not close/],
    ['a string without its end', 'x = "abc\ny = 1\n', 1, /string has no end/],
    ['a long string without its end', 'x = 1\ny = """abc\nz\n', 2, /string has no end/],
    ['an indent out of place', 'x = 1\n  y = 2\n', 2, /unexpected indent/],
    ['an indent at the top', '  x = 1\n', 1, /unexpected indent/],
    ['a dedent to nowhere', 'def f():\n    x = 1\n  y = 2\n', 3, /unexpected indent|matches no outer/],
    ['mixed tabs and spaces', 'def f():\n        x = 1\n\ty = 2\n', 3, /mixed/],
    ['a function without a body', 'def f():\n\ndef g(): pass\n', 1, /block is missing/],
    ['a body of comments', 'for x in y:\n    # later\nz = 1\n', 1, /block is missing/],
    ['Python 2’s print', 'x = 1\nprint "x"\n', 2, /print is a function/],
    ['Python 2’s exec', 'exec "x = 1"\n', 1, /exec is a function/],
    ['Python 2’s raise', 'raise ValueError, "x"\n', 1, /one exception/],
    ['octal numbers of Python 2', 'x = 0777\n', 1, /no number/],
    ['a return at the top', 'x = 1\nreturn x\n', 2, /outside a function/],
    ['a break without a loop', 'def f():\n    if x:\n        break\n', 3, /outside a loop/],
    ['two assignments', 'x = = 1\n', 1, /invalid syntax/],
    ['two words', 'import numpy as np\nfoo bar\n', 2, /invalid syntax/],
  ];
  for (const [name, text, line, message] of broken) {
    it(`finds ${name}`, async () => {
      const fault = await faultIn(text);
      assert.deepEqual([fault?.line, fault?.isCertain], [line, true], JSON.stringify(fault));
      assert.match(fault?.message ?? '', message);
    });
  }

  const fine = [
    'x = 1.\ny = .5\nz = 1_000j\nw = 0xFF\nv = 00\n',
    'def f():\n    yield\n    x = yield from g()\n    return\n',
    'match = 1\ncase = 2\ntype = 3\nmatch x:\n    case [1, *r] if r: pass\n    case {"a": b, **c}: pass\n    case A(x=1) | None: pass\n    case _: pass\n',
    'type X[T] = list[T]\nclass A[T: int, *Ts, **P]: pass\ndef f[T](x: T) -> T: return x\n',
    'f"{x!r:>{w}} {y=} {\'a\' if b else "c"} {{}} {d["k"]}"\n',
    'rf"""{x:\\d}\n""" b"\\x00" \'a\' "b"\n',
    'async def f():\n    async with a as b, c: pass\n    async for x in y: await z\n    return [x async for x in y]\n',
    'try:\n    pass\nexcept* (A, B) as e:\n    pass\nelse:\n    pass\nfinally:\n    pass\n',
    'with (open(a) as b, open(c) as d,):\n    pass\n',
    'def f(a, /, b, *, c=1, **k): return lambda *a, **k: (a, k)\n',
    '@a.b(c)[0]\n@(x := y)\nclass A(B, metaclass=C):\n    x: int\n    y: int = 1\n',
    'x = (\n1,\n  2,\n)\nif x: y = 1; z = 2\n',
    'if x:\n\ty = 1\n\tif z:\n\t    w = 1\n',
    'x = 1 if y else 2 \\\n    + 3\nassert x, "y"; del x\n',
    'while True:\n    for x in y:\n        continue\n    else:\n        break\n',
    'print >> f, x\nprint (a, b)\nexec("x", {})\nprint\n',
    'x = """\n def f(x)\n  ((\n"""\n# def f(\n',
    'global x\nx: int = 1\nx @= y\nx = *a, *b\nx[1:2, ::3, ...]\n',
    '\f\ndef f():\n    pass\n\f\n    x = 1\n',
    'def f():\n    (a.\n  b)\n    return 1\n',
    '',
    '# only a comment',
  ];
  for (const text of fine) {
    it(`takes ${JSON.stringify(text.slice(0, 40))}`, async () => {
      assert.notEqual((await faultIn(text))?.isCertain, true, JSON.stringify(await faultIn(text)));
    });
  }

  it('is not certain about what only the newest Python takes', async () => {
    const fault = await faultIn('try:\n    pass\nexcept A, B:\n    pass\n');
    assert.deepEqual([fault?.line, fault?.isCertain], [3, false]);
  });

  it('takes every sample of every kit', async () => {
    const kits = path.join(root, 'kits');
    const samples = readdirSync(kits, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.py'));
    assert.ok(samples.length > 40);
    for (const file of samples) {
      assert.equal(await faultIn(readFileSync(path.join(kits, file), 'utf8')), null, file);
    }
  });

  it('says of Python’s own library what Python says', async () => {
    const program = `
import glob, json, os, sysconfig, warnings
warnings.simplefilter('ignore')
seen = {}
for file in sorted(glob.glob(os.path.join(sysconfig.get_paths()['stdlib'], '*.py'))):
    try:
        text = open(file, encoding='utf-8').read()
        compile(text, file, 'exec', dont_inherit=True)
    except (SyntaxError, ValueError):
        continue
    seen[file] = text
print(json.dumps(seen))`;
    const { stdout } = spawnSync('python3', ['-c', program], { encoding: 'utf8', maxBuffer: 1 << 28 });
    const library = Object.entries(JSON.parse(stdout) as Record<string, string>);
    assert.ok(library.length > 100);
    for (const [file, text] of library) {
      const parsed = await parsePython(text);
      if (parsed === null) continue;
      const fault = syntaxFault(parsed, text);
      parsed.free();
      assert.equal(fault?.isCertain ?? false, false, `${file}: ${JSON.stringify(fault)}`);
    }
  }).timeout(60_000);

  it('gives up on text that would keep others waiting', async () => {
    assert.equal(await parsePython('x = 1\n'.repeat(60_000)), null);
    assert.equal(await faultIn('x = 1\n'), null, 'and can go on');
  });
});
