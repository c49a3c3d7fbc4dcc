def transform(image):
    """Turn the pixels of an image, 0 to 255, into what the classifier sees."""
    return image / 255
