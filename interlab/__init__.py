"""InterLab: the software of an inclusive business incubator."""
