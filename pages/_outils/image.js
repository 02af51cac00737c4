export default function ({ data, parentElement }) {
  const bouton = parentElement.querySelector("button");
  bouton.textContent = data.libelle;
  bouton.onclick = () => {
    const outil = document.querySelector(`.st-key-${data.cle} .modebar-btn`);
    if (outil) outil.click();
  };
}
