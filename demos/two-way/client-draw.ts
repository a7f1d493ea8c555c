/** Draws a picture that has come as bytes. */
export async function draw(
  place: HTMLElement,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const bitmap = await createImageBitmap(new Blob([bytes]));
  const canvas = place.querySelector('canvas')!;
  [canvas.width, canvas.height] = [bitmap.width, bitmap.height];
  canvas.getContext('2d')!.drawImage(bitmap, 0, 0);
}
