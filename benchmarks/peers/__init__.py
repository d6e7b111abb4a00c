"""What others would use instead, in the settings of somebody who knows it well."""
