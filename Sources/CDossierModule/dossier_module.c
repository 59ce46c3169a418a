#include "dossier_module.h"

_Static_assert(sizeof(dossier_bytes) == 2 * sizeof(void *), "dossier_bytes is frozen");
_Static_assert(sizeof(dossier_moment) == 16, "dossier_moment is frozen");
