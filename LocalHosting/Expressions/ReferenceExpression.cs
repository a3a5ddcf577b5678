using System.Globalization;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A text with parts that are known only once the application runs.</summary>
public partial class ReferenceExpression : IExpressionValue, IValueWithReferences
{
    /// <summary>The empty text.</summary>
    public static readonly ReferenceExpression Empty = new(string.Empty, []);

    private ReferenceExpression(string format, IValueProvider[] providers)
    {
        Format = format;
        ValueProviders = providers;
    }

    /// <summary>The text as a composite format string, one placeholder a part.</summary>
    public string Format { get; }

    /// <summary>The parts.</summary>
    public IReadOnlyList<IValueProvider> ValueProviders { get; }

    /// <summary>The parts' symbolic forms.</summary>
    public IReadOnlyList<string> ManifestExpressions =>
        [.. ValueProviders.Select(provider => provider is IManifestExpressionProvider named ? named.ValueExpression : string.Empty)];

    /// <inheritdoc/>
    public string ValueExpression => string.Format(CultureInfo.InvariantCulture, Format, [.. ManifestExpressions]);

    /// <inheritdoc/>
    IEnumerable<object> IValueWithReferences.References => ValueProviders;

    /// <summary>Makes an expression from an interpolated string.</summary>
    /// <param name="handler">The interpolated string.</param>
    /// <returns>The expression.</returns>
    public static ReferenceExpression Create(in ExpressionInterpolatedStringHandler handler) => handler.Build();

    /// <inheritdoc/>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken) =>
        GetValueAsync(new ValueProviderContext(), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken)
    {
        if (Format.Length == 0)
        {
            return null;
        }

        var values = new object?[ValueProviders.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = await ValueProviders[i].GetValueAsync(context, cancellationToken).ConfigureAwait(false);
        }

        return string.Format(CultureInfo.InvariantCulture, Format, values);
    }
}
