// Runs as a process of its own, because a download that hangs can only be given up by ending its process.
// Prints the path of the mongod that it found or downloaded.
import { MongoBinary } from 'mongodb-memory-server-core';

const [downloadDir] = process.argv.slice(2);
const path = await MongoBinary.getPath(downloadDir === undefined ? {} : { downloadDir });
process.stdout.write(`\nmongod=${path}\n`);
