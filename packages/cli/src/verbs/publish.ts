export async function run() {
  return 3;
}
