// A WebGL program for sigma that draws ties as solid, dashed or dash-dotted lines, all in one order of depth.

import { EdgeProgram } from "sigma/rendering";
import { floatColor } from "sigma/utils";

const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext;
const REACH = "7.0"; // pixels: how broad a line is to the mouse

const VERTEX = `
attribute vec4 a_id;
attribute vec4 a_color;
attribute float a_width;
attribute vec2 a_start;
attribute vec2 a_end;
attribute float a_pattern;
attribute float a_along;
attribute float a_side;
uniform mat3 u_matrix;
uniform vec2 u_screen;
uniform float u_sizeRatio;
uniform float u_pixelRatio;
varying vec4 v_color;
varying float v_across;
varying float v_half;
varying float v_along;
varying float v_pattern;
varying float v_width;

void main() {
  vec2 start = (u_matrix * vec3(a_start, 1.0)).xy;
  vec2 end = (u_matrix * vec3(a_end, 1.0)).xy;
  vec2 line = (end - start) * u_screen * 0.5;
  float size = length(line);
  vec2 across = size > 0.0 ? vec2(-line.y, line.x) / size : vec2(0.0);
  float width = a_width / u_sizeRatio;
  v_color = a_color;
  #ifdef PICKING_MODE
  width = width > 0.0 ? max(width, ${REACH}) : 0.0;
  v_color = a_id;
  #endif
  v_color.a *= 255.0 / 254.0;
  v_width = width;
  v_half = width * 0.5 + 0.75 / u_pixelRatio;
  v_across = a_side * v_half;
  v_along = a_along * size;
  v_pattern = a_pattern;
  gl_Position = vec4(mix(start, end, a_along) + across * v_across * 2.0 / u_screen, 0.0, 1.0);
}
`;

const FRAGMENT = `
#ifdef GL_FRAGMENT_PRECISION_HIGH
precision highp float;
#else
precision mediump float;
#endif
uniform float u_pixelRatio;
varying vec4 v_color;
varying float v_across;
varying float v_half;
varying float v_along;
varying float v_pattern;
varying float v_width;

float dash(float at, float from, float to) {
  float soft = 0.5 / u_pixelRatio;
  return smoothstep(from - soft, from + soft, at) * (1.0 - smoothstep(to - soft, to + soft, at));
}

void main(void) {
  #ifdef PICKING_MODE
  gl_FragColor = v_color;
  #else
  float soft = 0.75 / u_pixelRatio;
  float cover = 1.0 - smoothstep(v_half - 2.0 * soft, v_half, abs(v_across));
  float unit = max(v_width, 2.0);
  if (v_pattern > 1.5) {
    float at = mod(v_along, unit * 7.0);
    cover *= max(dash(at, 0.5 * unit, 4.0 * unit), dash(at, 5.0 * unit, 6.2 * unit));
  } else if (v_pattern > 0.5) {
    cover *= dash(mod(v_along, unit * 4.0), 0.7 * unit, 3.3 * unit);
  }
  float alpha = v_color.a * cover;
  gl_FragColor = vec4(v_color.rgb * alpha, alpha);
  #endif
}
`;

export class TieProgram extends EdgeProgram {
  getDefinition() {
    return {
      VERTICES: 6,
      VERTEX_SHADER_SOURCE: VERTEX,
      FRAGMENT_SHADER_SOURCE: FRAGMENT,
      METHOD: TRIANGLES,
      UNIFORMS: ["u_matrix", "u_screen", "u_sizeRatio", "u_pixelRatio"],
      ATTRIBUTES: [
        { name: "a_start", size: 2, type: FLOAT },
        { name: "a_end", size: 2, type: FLOAT },
        { name: "a_width", size: 1, type: FLOAT },
        { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: "a_id", size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: "a_pattern", size: 1, type: FLOAT },
      ],
      CONSTANT_ATTRIBUTES: [
        { name: "a_along", size: 1, type: FLOAT },
        { name: "a_side", size: 1, type: FLOAT },
      ],
      CONSTANT_DATA: [
        [0, 1],
        [0, -1],
        [1, 1],
        [1, 1],
        [0, -1],
        [1, -1],
      ],
    };
  }

  processVisibleItem(id, at, source, target, data) {
    const values = [
      source.x,
      source.y,
      target.x,
      target.y,
      data.size || 1,
      floatColor(data.color),
      id,
      data.pattern || 0,
    ];
    for (const value of values) this.array[at++] = value;
  }

  setUniforms(params, { gl, uniformLocations }) {
    gl.uniformMatrix3fv(uniformLocations.u_matrix, false, params.matrix);
    gl.uniform2f(uniformLocations.u_screen, params.width, params.height);
    gl.uniform1f(uniformLocations.u_sizeRatio, params.sizeRatio);
    gl.uniform1f(uniformLocations.u_pixelRatio, params.pixelRatio);
  }
}
