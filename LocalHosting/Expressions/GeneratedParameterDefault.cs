using System.Security.Cryptography;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A random password of letters and digits, made once.</summary>
internal sealed class GeneratedParameterDefault : ParameterDefault
{
    /// <summary>22 letters and digits are 131 bits; Aspire's own default has as many characters.</summary>
    private const int Length = 22;

    private readonly string _value =
        RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", Length);

    /// <inheritdoc/>
    public override string GetDefaultValue() => _value;
}
