import { Worker } from 'node:worker_threads';
import { CircuitOpenError, createCircuit } from '@hub/runtime/circuit';
import { z } from 'zod';
import { EngineFailure, type Engine, type EngineAnswer, type EngineTask } from '../engine.js';
import { promptOf } from '../prompt.js';

/** A model in a folder of this machine. */
export interface LocalEngineSettings {
  /** Holds a folder for each model: `<folder>/t5-small/config.json`, `onnx/`, `tokenizer.json`. */
  readonly folder: string;
  /** `bart-large-cnn`, `t5-small`, `t5-base`, or any other that summarises. */
  readonly modelName: string;
  /** Whether a model that is not there may be fetched. */
  readonly allowsDownloads: boolean;
}

const materialLengthMax = 8_000;
const reply = z.object({ id: z.int(), text: z.string().optional() });

/**
 * An engine that summarises by a model of this machine, in a thread of its own that is started by the first task: whatever it
 * takes, requests of this process go on. A thread that does not answer in time is ended, and the next task starts another.
 *
 * @param library - what runs the model; it is not installed with the product.
 */
export function createLocalEngine(settings: LocalEngineSettings, library = '@huggingface/transformers'): Engine {
  const circuit = createCircuit({
    isOutage: (error) => error instanceof EngineFailure && error.reason === 'UNAVAILABLE',
    failuresMax: 1,
    probeIntervalMs: 300_000,
  });
  let thread: Worker | null = null;
  let last: Promise<unknown> = Promise.resolve();
  let count = 0;

  function started(): Worker {
    thread ??= new Worker(new URL('./summarise-thread.mjs', import.meta.url), {
      workerData: { library, ...settings },
      execArgv: [],
    });
    thread.unref();
    return thread;
  }

  async function end(): Promise<void> {
    const ending = thread;
    thread = null;
    await ending?.terminate();
  }

  /** What the thread makes of a text. */
  function summarised(text: string, tokensMax: number, signal: AbortSignal): Promise<string> {
    signal.throwIfAborted();
    const worker = started();
    const id = (count += 1);
    return new Promise((resolve, reject) => {
      const settle = (finish: () => void): void => {
        worker.off('message', onMessage);
        worker.off('error', onFailure);
        worker.off('exit', onFailure);
        signal.removeEventListener('abort', onAbort);
        finish();
      };
      const onMessage = (message: unknown): void => {
        const read = reply.safeParse(message);
        if (!read.success || read.data.id !== id) return;
        const { text: made } = read.data;
        settle(() => (made === undefined ? reject(unavailable()) : resolve(made)));
      };
      const onFailure = (): void => {
        thread = null;
        settle(() => reject(unavailable()));
      };
      const onAbort = (): void => {
        void end();
        settle(() => reject(new EngineFailure('TIMED_OUT', 'The model took too long.')));
      };
      worker.on('message', onMessage).on('error', onFailure).on('exit', onFailure);
      signal.addEventListener('abort', onAbort, { once: true });
      worker.postMessage({ id, text, tokensMax });
    });
  }

  async function ask<Raw, Result>(task: EngineTask<Raw, Result>, signal: AbortSignal): Promise<EngineAnswer<Result>> {
    const text = task.material.map((part) => part.text).join('\n');
    const made = await summarised(text.slice(0, materialLengthMax), task.outputTokensMax, signal);
    // A model that only summarises knows no forms: what it says are its quotes.
    const read = task.shape.safeParse({ quotes: made.split(/(?<=[.!?])\s+/u).slice(0, 20) });
    if (!read.success) throw new EngineFailure('MALFORMED', 'The task has another form than a summary.');
    const value = task.ground(read.data);
    if (value === null) throw new EngineFailure('UNSUPPORTED', 'Nothing of the answer stands in the source.');
    return { value, tokens: null };
  }

  return {
    model: `local:${settings.modelName}`,
    kinds: ['SUMMARY'],
    isMetered: false,
    atOnce: 1,
    tokensMax: () => 0,
    promptHash: (task) => promptOf(task, materialLengthMax).hash,
    async answer(task, signal) {
      try {
        const asked = last.then(() => circuit.run(() => ask(task, signal)));
        last = asked.catch(() => undefined);
        return await asked;
      } catch (error) {
        throw error instanceof CircuitOpenError ? unavailable() : error;
      }
    },
    async close() {
      circuit.stop();
      await end();
    },
  };
}

function unavailable(): EngineFailure {
  return new EngineFailure('UNAVAILABLE', 'The model cannot be run here.');
}
