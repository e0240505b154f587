const MAJOR = 20;
const MINOR = 19;

/** Ends the process with advice when Node is too old for the packages the app stands on. */
export function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > MAJOR || (major === MAJOR && minor >= MINOR)) return;
  console.error(
    `HubQueue needs Node ${MAJOR}.${MINOR} or newer; this is ${process.version}. Get it from https://nodejs.org.`,
  );
  process.exit(1);
}
