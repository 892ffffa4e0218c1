"""From the register to what the engine works on."""
