export async function runUiTests() {
  return 0;
}
