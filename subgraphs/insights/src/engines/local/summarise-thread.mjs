import { parentPort, workerData } from 'node:worker_threads';

const { library, folder, modelName, allowsDownloads } = workerData;
const { env, pipeline } = await import(library);
env.allowRemoteModels = allowsDownloads;
env.allowLocalModels = true;
env.localModelPath = folder;
env.cacheDir = folder;
const summarise = await pipeline('summarization', modelName);

parentPort.on('message', async ({ id, text, tokensMax }) => {
  try {
    const [made] = await summarise(text, { max_new_tokens: tokensMax });
    parentPort.postMessage({ id, text: made.summary_text });
  } catch (error) {
    parentPort.postMessage({ id, problem: String(error) });
  }
});
