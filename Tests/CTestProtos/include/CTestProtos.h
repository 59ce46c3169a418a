#pragma once
#include "wire/kinds.pb-c.h"
#include "wire/old.pb-c.h"
