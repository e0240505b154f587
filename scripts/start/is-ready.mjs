// For container engines and scripts: ends with 0 when the server of this environment is ready, else with 1 and why.
const url = `http://127.0.0.1:${process.env.PORT || 3000}/api/health/ready`;
try {
  const response = await fetch(url, { signal: AbortSignal.timeout(4_000) });
  if (!response.ok) throw new Error(`HTTP ${response.status}: ${await response.text()}`);
} catch (error) {
  console.error(`${url}: ${error.cause?.message ?? error.message}`);
  process.exitCode = 1;
}
