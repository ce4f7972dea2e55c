import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { floats, FLOAT, INT64, integers, number, numbers, onnxFile, operator, value } from './onnx-file.js';

const words =
  '<pad> </s> <unk> . Supply of pipes to the depot Bids are opened in public Nobody may lend his helicopter'.split(' ');
const [start, end, stop] = [0, 1, 3];
const count = words.length;

/**
 * Writes a model of the family of T5 into a folder as the library reads it, 4 kB in all: an encoder that keeps each word with the one
 * behind it, and a decoder that looks for the last word by attention and answers the next, up to the first full stop. So it summarises a
 * text by its first sentence, as long as no word comes twice.
 */
export async function writeTinyModel(folder: string): Promise<void> {
  await mkdir(path.join(folder, 'onnx'), { recursive: true });
  const ids = { decoder_start_token_id: start, pad_token_id: start, eos_token_id: end };
  const special = words.slice(0, 3).map((content, id) => ({ id, content, special: true, normalized: false }));
  const vocabulary = Object.fromEntries(words.map((word, id) => [word, id]));
  const files = {
    'onnx/encoder_model.onnx': encoder(),
    'onnx/decoder_model_merged.onnx': decoder(),
    'config.json': json({
      model_type: 't5',
      architectures: ['T5ForConditionalGeneration'],
      is_encoder_decoder: true,
      vocab_size: count,
      d_model: 2 * count,
      d_kv: 1,
      num_heads: 1,
      num_layers: 1,
      num_decoder_layers: 1,
      ...ids,
    }),
    'generation_config.json': json(ids),
    'tokenizer_config.json': json({
      tokenizer_class: 'T5Tokenizer',
      pad_token: '<pad>',
      eos_token: '</s>',
      unk_token: '<unk>',
      clean_up_tokenization_spaces: true,
      model_max_length: 512,
    }),
    'tokenizer.json': json({
      version: '1.0',
      added_tokens: special,
      normalizer: null,
      pre_tokenizer: { type: 'Whitespace' },
      post_processor: null,
      decoder: null,
      model: { type: 'WordLevel', unk_token: '<unk>', vocab: vocabulary },
    }),
  };
  for (const [name, content] of Object.entries(files)) await writeFile(path.join(folder, name), content);
}

function json(content: object): string {
  return JSON.stringify(content);
}

const oneHot = [integers('count', [], [count]), floats('off and on', [2], [0, 1])];

function encoder(): Buffer {
  return onnxFile({
    nodes: [
      operator('Slice', ['input_ids', 'zero', 'one', 'one'], 'first'),
      operator('Mul', ['first', 'zero'], 'start'),
      operator('Add', ['start', 'one'], 'end'),
      operator('Concat', ['start', 'input_ids'], 'here', [number('axis', 1)]),
      operator('Concat', ['input_ids', 'end'], 'next', [number('axis', 1)]),
      operator('OneHot', ['here', 'count', 'off and on'], 'keys'),
      operator('OneHot', ['next', 'count', 'off and on'], 'values'),
      operator('Concat', ['keys', 'values'], 'last_hidden_state', [number('axis', 2)]),
    ],
    constants: [integers('zero', [1], [0]), integers('one', [1], [1]), ...oneHot],
    inputs: [value('input_ids', INT64, ['batch', 'length']), value('attention_mask', INT64, ['batch', 'length'])],
    outputs: [value('last_hidden_state', FLOAT, ['batch', 'states', 2 * count])],
  });
}

function decoder(): Buffer {
  const ends = Array.from({ length: count * count }, (_, place) => (place === stop * count + end ? 1_000 : 0));
  return onnxFile({
    nodes: [
      operator('OneHot', ['input_ids', 'count', 'off and on'], 'query'),
      operator('Slice', ['encoder_hidden_states', 'from', 'middle', 'axis'], 'keys'),
      operator('Slice', ['encoder_hidden_states', 'middle', 'to', 'axis'], 'values'),
      operator('Transpose', ['keys'], 'turned keys', [numbers('perm', [0, 2, 1])]),
      operator('MatMul', ['query', 'turned keys'], 'attention'),
      operator('MatMul', ['attention', 'values'], 'next'),
      operator('MatMul', ['query', 'ends'], 'end'),
      operator('Add', ['next', 'end'], 'logits'),
    ],
    constants: [
      integers('from', [1], [0]),
      integers('middle', [1], [count]),
      integers('to', [1], [2 * count]),
      integers('axis', [1], [2]),
      floats('ends', [count, count], ends),
      ...oneHot,
    ],
    inputs: [
      value('encoder_attention_mask', INT64, ['batch', 'length']),
      value('input_ids', INT64, ['batch', 'answered']),
      value('encoder_hidden_states', FLOAT, ['batch', 'states', 2 * count]),
    ],
    outputs: [value('logits', FLOAT, ['batch', 'answered', count])],
  });
}
