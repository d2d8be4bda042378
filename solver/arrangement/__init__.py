"""How a plan is arranged once it is settled what every child gets (contract, 4, levels 5 to 7)."""
