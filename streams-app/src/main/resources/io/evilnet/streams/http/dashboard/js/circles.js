// Canvas rendering of circles: hundreds of them while the map moves.

const FULL = 2 * Math.PI;
const MARGIN = 2; // between a text and its circle
const LEAST = 12; // minimum radius of a circle with text

/** True if a mark may have text in its circle. */
export const hasText = ({ cluster, r }) => Boolean(cluster) && r >= LEAST;

/** Paints marks {city, r, p: [x, y], cluster} in the colours of the canvas, with the `text` of clusters where it fits. */
export function paint(canvas, width, height, marks, { chosen, pointed, text }) {
  const density = devicePixelRatio;
  if (canvas.width !== Math.round(width * density) || canvas.height !== Math.round(height * density)) {
    canvas.width = Math.round(width * density);
    canvas.height = Math.round(height * density);
  }
  const context = canvas.getContext('2d');
  const { color, stroke, fill } = getComputedStyle(canvas);
  context.setTransform(density, 0, 0, density, 0, 0);
  context.clearRect(0, 0, width, height);
  context.font = '600 11px system-ui, sans-serif';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  for (const { city, r, p: [x, y], cluster } of marks) {
    const isChosen = chosen.includes(city.id);
    context.beginPath();
    context.arc(x, y, r, 0, FULL);
    context.globalAlpha = isChosen ? 0.8 : city === pointed ? 0.75 : cluster ? 0.5 : 0.36;
    context.fillStyle = color;
    context.fill();
    context.globalAlpha = 1;
    context.lineWidth = isChosen ? 2 : 1.2;
    context.strokeStyle = isChosen ? stroke : color;
    context.stroke();
  }
  context.lineWidth = 3;
  context.strokeStyle = fill;
  context.fillStyle = stroke;
  for (const { city, r, p: [x, y] } of marks.filter(hasText)) {
    const value = text(city);
    if (context.measureText(value).width > 2 * r - MARGIN) continue;
    context.strokeText(value, x, y);
    context.fillText(value, x, y);
  }
}
