/**
 * What `$(…)` in a Kconfig file stands for, without running a program: the answers of a current GCC toolchain on the
 * chosen architecture.
 */

/** Version that is assumed of the compiler, assembler and linker, in the form of scripts/cc-version.sh and its like. */
const VERSIONS: Readonly<Record<string, string>> = {
  'cc-version': '120200',
  'ld-version': '24000',
  'as-version': '24000',
  'pahole-version': '125',
  'rustc-version': '0',
  'rustc-llvm-version': '0',
  'cc-name': 'GCC',
  'ld-name': 'BFD',
  'as-name': 'GNU',
};

/** Commands that ask for another toolchain than GCC's with binutils, for Rust, or for the headers of compiler plugins. */
const ABSENT = /clang|llvm|\blld\b|rust|bindgen|\bicc\b|plugin-version/i;

/** Replaces every `$(…)`; text without one comes back as it is. */
export function expandKconfigMacros(text: string, arch: string): string {
  if (!text.includes('$(')) return text;
  let out = '';
  let from = 0;
  for (let start = text.indexOf('$('); start >= 0; start = text.indexOf('$(', from)) {
    let depth = 0;
    let end = start + 1;
    for (; end < text.length; end++) {
      if (text[end] === '(') depth++;
      else if (text[end] === ')' && --depth === 0) break;
    }
    out += text.slice(from, start) + macroValue(text.slice(start + 2, end), arch);
    from = end + 1;
  }
  return out + text.slice(from);
}

function macroValue(inside: string, arch: string): string {
  const comma = inside.indexOf(',');
  const name = (comma < 0 ? inside : inside.slice(0, comma)).trim();
  if (comma < 0) return variable(name, arch);
  const call = inside.slice(comma + 1);
  switch (name) {
    case 'failure':
      return ABSENT.test(call) ? 'y' : 'n';
    case 'shell':
      return shell(call);
    case 'success':
    case 'if-success':
    case 'cc-option':
    case 'cc-option-bit':
    case 'ld-option':
    case 'as-option':
    case 'as-instr':
    case 'as-instr64':
    case 'rustc-option':
    case 'test-ge':
      return ABSENT.test(name + call) ? 'n' : 'y';
    default:
      return 'y';
  }
}

function variable(name: string, arch: string): string {
  if (name === 'SRCARCH') return arch;
  // `make` on a 64-bit PC has ARCH=x86_64; 64BIT's default in arch/x86/Kconfig asks for it.
  if (name === 'ARCH') return arch === 'x86' ? 'x86_64' : arch;
  return VERSIONS[name] ?? '';
}

function shell(command: string): string {
  for (const [name, value] of Object.entries(VERSIONS)) if (command.includes(name)) return value;
  return '0';
}
