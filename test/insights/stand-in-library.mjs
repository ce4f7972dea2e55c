/** Stands in for the library that runs models of this machine. */
export const env = {};

export async function pipeline(task, modelName) {
  if (modelName === 'missing') throw new Error('No such model.');
  return async (text) => {
    if (modelName === 'endless') for (;;);
    if (modelName === 'broken') throw new Error('Out of memory.');
    return [{ summary_text: `${text.split('\n').at(-1)} ${JSON.stringify(env)} ${task}` }];
  };
}
