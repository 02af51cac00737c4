"""Un lecteur par format ; chacun rend une `Lecture`, sans rien interpréter des montants."""
