const pixelsPerUnit = 2;

/** Saves the drawing of a figure as it is seen now, in its present colours. */
export async function savePicture(
  figure: HTMLElement,
  name: string,
  format: 'SVG' | 'PNG',
): Promise<void> {
  const svg = [...figure.querySelectorAll<SVGSVGElement>('.drawings svg')].find(
    (each) => each.clientWidth > 0,
  );
  if (svg === undefined) return;
  const text = standingAlone(svg);
  const picture =
    format === 'SVG' ? new Blob([text], { type: 'image/svg+xml' }) : await drawn(text, svg);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(picture);
  link.download = `${name}.${format.toLowerCase()}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** The drawing with colours in place of the page's variables, on the page's ground. */
function standingAlone(svg: SVGSVGElement): string {
  const probe = document.createElement('span');
  document.body.append(probe);
  const colour = (value: string) => {
    probe.style.color = value;
    return getComputedStyle(probe).color;
  };
  const ground = `<rect width="100%" height="100%" fill="${colour('var(--bg)')}"/>`;
  const text = svg.outerHTML
    .replaceAll(/var\(--[\w-]+\)/g, colour)
    .replace(/<svg [^>]*>/, (opening) => opening + ground);
  probe.remove();
  return text;
}

async function drawn(text: string, svg: SVGSVGElement): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = svg.viewBox.baseVal.width * pixelsPerUnit;
  canvas.height = svg.viewBox.baseVal.height * pixelsPerUnit;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('No picture was made.'))));
  });
}
