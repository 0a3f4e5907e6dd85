"""A fictional county, told through the portal's own actions over the twelve months up to today."""
