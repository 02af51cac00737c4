export default function ({ data, parentElement }) {
  const scene = parentElement.querySelector('.dessin');
  if (scene.dessin !== data.svg) {
    scene.innerHTML = data.svg;
    scene.dessin = data.svg;
  }
}
