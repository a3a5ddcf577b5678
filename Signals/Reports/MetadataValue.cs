namespace LlmAspire.Signals.Reports;

/// <summary>A value of a signal's metadata: a text, a whole number, a number, a truth value or a list of texts.</summary>
public readonly record struct MetadataValue
{
    private MetadataValue(object value) => Value = value;

    /// <summary>A <see cref="string"/>, <see cref="long"/>, <see cref="double"/>, <see cref="bool"/> or list of strings.</summary>
    public object Value { get; }

    /// <summary>A text.</summary>
    public static implicit operator MetadataValue(string value) => new(value);

    /// <summary>A whole number.</summary>
    public static implicit operator MetadataValue(long value) => new(value);

    /// <summary>A number.</summary>
    public static implicit operator MetadataValue(double value) => new(value);

    /// <summary>A truth value.</summary>
    public static implicit operator MetadataValue(bool value) => new(value);

    /// <summary>A list of texts.</summary>
    public static implicit operator MetadataValue(string[] value) => new(value);
}
