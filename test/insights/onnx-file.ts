// Writes ONNX files: the few messages of protocol buffers that a small graph needs, by the numbers of onnx.proto.

export const FLOAT = 1;
export const INT64 = 7;

/** A graph as names of what goes in and comes out of its operators. */
export interface OnnxGraph {
  readonly nodes: readonly Buffer[];
  readonly constants: readonly Buffer[];
  readonly inputs: readonly Buffer[];
  readonly outputs: readonly Buffer[];
}

/** A whole file. */
export function onnxFile({ nodes, constants, inputs, outputs }: OnnxGraph): Buffer {
  const graph = [...all(1, nodes), part(2, 'graph'), ...all(5, constants), ...all(11, inputs), ...all(12, outputs)];
  return Buffer.concat([part(1, 8), part(7, Buffer.concat(graph)), part(8, Buffer.concat([part(1, ''), part(2, 13)]))]);
}

export function operator(type: string, inputs: readonly string[], output: string, attributes: readonly Buffer[] = []) {
  return Buffer.concat([...all(1, inputs), part(2, output), part(4, type), ...all(5, attributes)]);
}

export function number(name: string, value: number): Buffer {
  return Buffer.concat([part(1, name), part(3, value), part(20, 2)]);
}

export function numbers(name: string, values: readonly number[]): Buffer {
  return Buffer.concat([part(1, name), ...all(8, values), part(20, 7)]);
}

export function integers(name: string, dimensions: readonly number[], values: readonly number[]): Buffer {
  const bytes = Buffer.from(BigInt64Array.from(values, BigInt).buffer);
  return Buffer.concat([...all(1, dimensions), part(2, INT64), part(8, name), part(9, bytes)]);
}

export function floats(name: string, dimensions: readonly number[], values: readonly number[]): Buffer {
  const bytes = Buffer.from(Float32Array.from(values).buffer);
  return Buffer.concat([...all(1, dimensions), part(2, FLOAT), part(8, name), part(9, bytes)]);
}

/** An input or output; a named dimension may have any length. */
export function value(name: string, type: number, dimensions: readonly (number | string)[]): Buffer {
  const shape = dimensions.map((size) => part(1, part(typeof size === 'number' ? 1 : 2, size)));
  const tensor = Buffer.concat([part(1, type), part(2, Buffer.concat(shape))]);
  return Buffer.concat([part(1, name), part(2, part(1, tensor))]);
}

function all(field: number, values: readonly (number | string | Buffer)[]): Buffer[] {
  return values.map((one) => part(field, one));
}

function part(field: number, content: number | string | Buffer): Buffer {
  if (typeof content === 'number') return Buffer.concat([varint(field << 3), varint(content)]);
  const bytes = Buffer.from(content);
  return Buffer.concat([varint((field << 3) | 2), varint(bytes.length), bytes]);
}

function varint(count: number): Buffer {
  const bytes: number[] = [];
  let left = count;
  for (; left > 127; left = Math.floor(left / 128)) bytes.push((left % 128) | 128);
  return Buffer.from([...bytes, left]);
}
