"""What people type: each verb of ``connectdo`` is one module here, loaded only when it is used."""
