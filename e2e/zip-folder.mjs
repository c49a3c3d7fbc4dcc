import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';

/** A folder as a zip, as a file manager makes one: everything below one folder named `top`. */
export function zipFolder(folder, top) {
  const paths = readdirSync(folder, { recursive: true }).filter((file) => statSync(path.join(folder, file)).isFile());
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const file of paths) {
    const name = Buffer.from(`${top}/${file.split(path.sep).join('/')}`);
    const content = readFileSync(path.join(folder, file));
    const packed = deflateRawSync(content);
    // Version, flags (UTF-8), method, time, date, sum, sizes, lengths of name and extra.
    const common = Buffer.alloc(26);
    for (const [index, value] of [20, 0x0800, 8, 0, 0x21].entries()) common.writeUInt16LE(value, index * 2);
    const sizes = [crc32(content), packed.length, content.length];
    for (const [index, value] of sizes.entries()) common.writeUInt32LE(value, 10 + index * 4);
    common.writeUInt16LE(name.length, 22);
    parts.push(Buffer.from('PK\x03\x04'), common, name, packed);
    const entry = Buffer.alloc(14);
    entry.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00'), common, entry, name);
    offset += 30 + name.length + packed.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  for (const [index, value] of [0, 0, paths.length, paths.length].entries()) end.writeUInt16LE(value, index * 2);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, listed, Buffer.from('PK\x05\x06'), end]);
}
