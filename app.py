"""Comptes communs : le service (démarrage, en-têtes, compression) et, à chaque passage, le cadre des écrans.

Streamlit exécute ce fichier à chaque passage ; le serveur l'importe une fois. `streamlit run app.py`,
`python app.py` et `uvicorn app:app` font la même chose.
"""

from __future__ import annotations

from streamlit.runtime.scriptrunner import get_script_run_ctx

if get_script_run_ctx(suppress_warning=True) is not None:
    from pages._cadre import cadre

    cadre()
else:
    from streamlit.starlette import App

    from pages._service.demarrage import demarrer
    from pages._service.incident import signaler
    from pages._service.sante import ROUTES
    from pages._service.serveur import INTERMEDIAIRES

    app = App(__file__, lifespan=demarrer, routes=ROUTES, middleware=INTERMEDIAIRES, on_script_error=signaler)
    if __name__ == "__main__":
        app.run()
