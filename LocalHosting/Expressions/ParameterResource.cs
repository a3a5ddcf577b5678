namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that comes from configuration: <c>Parameters:NAME</c>.</summary>
public class ParameterResource : Resource, IExpressionValue
{
    private readonly Lazy<string> _value;

    /// <summary>Describes the parameter.</summary>
    /// <param name="name">The parameter's name.</param>
    /// <param name="callback">Gives the value; called once, with <see cref="Default"/>.</param>
    /// <param name="secret">Whether the value is masked wherever it is shown.</param>
    public ParameterResource(string name, Func<ParameterDefault?, string> callback, bool secret = false)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(callback);
        Secret = secret;
        _value = new Lazy<string>(() => callback(Default));
    }

    /// <summary>The value when configuration gives none.</summary>
    public ParameterDefault? Default { get; set; }

    /// <summary>Whether the value is masked wherever it is shown.</summary>
    public bool Secret { get; }

    /// <inheritdoc/>
    public string ValueExpression => $"{{{Name}.value}}";

    /// <inheritdoc/>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken) => new(_value.Value);
}
