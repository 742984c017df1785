// Canvas rendering of circles: hundreds of them while the map moves.

const FULL_ANGLE = 2 * Math.PI;
const MARGIN = 2; // between a text and its circle
const MIN_TEXT_RADIUS = 12; // of a circle

/** True if a marker may have text in its circle. */
export const hasText = ({ cluster, radius }) => Boolean(cluster) && radius >= MIN_TEXT_RADIUS;

/** Draws markers {city, radius, position: [x, y], cluster} in the colours of the canvas, with the values of clusters where they fit. */
export function drawCircles(canvas, width, height, markers, { selected, hovered, formatValue }) {
  const pixelRatio = devicePixelRatio;
  if (canvas.width !== Math.round(width * pixelRatio) || canvas.height !== Math.round(height * pixelRatio)) {
    canvas.width = Math.round(width * pixelRatio);
    canvas.height = Math.round(height * pixelRatio);
  }
  const context = canvas.getContext('2d');
  const { color, stroke, fill } = getComputedStyle(canvas);
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  context.clearRect(0, 0, width, height);
  context.font = '600 11px system-ui, sans-serif';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  for (const { city, radius, position: [x, y], cluster } of markers) {
    const isSelected = selected.includes(city.id);
    context.beginPath();
    context.arc(x, y, radius, 0, FULL_ANGLE);
    context.globalAlpha = isSelected ? 0.8 : city === hovered ? 0.75 : cluster ? 0.5 : 0.36;
    context.fillStyle = color;
    context.fill();
    context.globalAlpha = 1;
    context.lineWidth = isSelected ? 2 : 1.2;
    context.strokeStyle = isSelected ? stroke : color;
    context.stroke();
  }
  context.lineWidth = 3;
  context.strokeStyle = fill;
  context.fillStyle = stroke;
  for (const { city, radius, position: [x, y] } of markers.filter(hasText)) {
    const value = formatValue(city);
    if (context.measureText(value).width > 2 * radius - MARGIN) continue;
    context.strokeText(value, x, y);
    context.fillText(value, x, y);
  }
}
