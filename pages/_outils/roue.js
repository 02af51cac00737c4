// La roue du Donut : un clic, Entrée ou Espace choisit un quartier, Échap l'abandonne ; les flèches passent au voisin.
export default function ({ data, parentElement, setTriggerValue }) {
  const scene = parentElement.querySelector(".scene");
  const etroit = matchMedia("(max-width: 520px)");

  const quartiers = () => [...scene.querySelectorAll(".quartier")];
  const marquer = (code) => {
    let case_ = "";
    for (const quartier of quartiers()) {
      const choisi = code !== "" && quartier.dataset.code === code;
      quartier.setAttribute("aria-pressed", String(choisi));
      if (choisi) case_ = quartier.querySelector(".fond").getAttribute("d");
    }
    const contour = scene.querySelector("svg > .choix");
    if (contour) contour.setAttribute("d", case_);
    scene.dataset.choix = code;
  };
  const choisir = (code) => {
    if (scene.dataset.choix === code) return;
    marquer(code);
    setTriggerValue("geste", { code });
  };
  const dessiner = () => {
    const dessin = etroit.matches && data.etroit ? data.etroit : data.svg;
    if (scene.dessin !== dessin) {
      scene.innerHTML = dessin;
      scene.dessin = dessin;
    }
    marquer(data.selection ?? scene.dataset.choix ?? "");
  };

  scene.className = `scene ${data.genre}`;
  scene.onclick = (evenement) => {
    const quartier = evenement.target.closest(".quartier");
    if (quartier) choisir(quartier.dataset.code === scene.dataset.choix ? "" : quartier.dataset.code);
  };
  scene.onkeydown = (evenement) => {
    const quartier = evenement.target.closest(".quartier");
    if (!quartier) return;
    const pas = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[evenement.key];
    if (pas) {
      const tous = quartiers();
      tous[(tous.indexOf(quartier) + pas + tous.length) % tous.length].focus();
    } else if (evenement.key === "Enter" || evenement.key === " ") {
      choisir(quartier.dataset.code);
    } else if (evenement.key === "Escape" && scene.dataset.choix) {
      choisir("");
    } else {
      return;
    }
    evenement.preventDefault();
    evenement.stopPropagation();
  };
  dessiner();
  etroit.onchange = dessiner;
  return () => {
    etroit.onchange = null;
  };
}
