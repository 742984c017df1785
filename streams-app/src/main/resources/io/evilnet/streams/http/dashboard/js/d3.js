// Modules of D3 (ISC licence), which set the global `d3`, in the order of their dependencies.

import '../webjars/d3-array/3.2.4/dist/d3-array.min.js';
import '../webjars/d3-geo/3.1.1/dist/d3-geo.min.js';
import '../webjars/d3-color/3.1.0/dist/d3-color.min.js';
import '../webjars/d3-dispatch/3.0.1/dist/d3-dispatch.min.js';
import '../webjars/d3-ease/3.0.1/dist/d3-ease.min.js';
import '../webjars/d3-timer/3.0.1/dist/d3-timer.min.js';
import '../webjars/d3-interpolate/3.0.1/dist/d3-interpolate.min.js';
import '../webjars/d3-selection/3.0.0/dist/d3-selection.min.js';
import '../webjars/d3-drag/3.0.0/dist/d3-drag.min.js';
import '../webjars/d3-transition/3.0.1/dist/d3-transition.min.js';
import '../webjars/d3-zoom/3.0.0/dist/d3-zoom.min.js';

export const { geoConicConformal, geoEqualEarth, geoMercatorRaw, geoPath, select, zoom, zoomIdentity } = globalThis.d3;
