// The light build of Bottleneck ships no types of its own; they are those of the whole.
declare module 'bottleneck/light.js' {
  export { default } from 'bottleneck'
}
