"""What `make_data.py` calls: one function per kit, named as the kit's folder."""
