// `npm run gateway -- --supergraph FILE [--port N]`: the gateway alone, on any supergraph. The bootstrap stands between
// a terminal and this process, so a gateway whose bootstrap is gone ends itself.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
await import('@hub/gateway/standalone');
