const avis = document.getElementById("connexion");
new MutationObserver((changes) => {
    for (const {target, oldValue} of changes) {
        const etat = target.dataset.testConnectionState;
        if (etat === "CONNECTED") avis.textContent = "";
        else if (oldValue === "CONNECTED") avis.textContent = avis.dataset.phrase;
    }
}).observe(document.getElementById("root"), {
    subtree: true, attributeFilter: ["data-test-connection-state"], attributeOldValue: true
});
