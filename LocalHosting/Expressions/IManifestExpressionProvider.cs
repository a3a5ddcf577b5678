namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value with a symbolic form, such as <c>{redis.connectionString}</c>.</summary>
public interface IManifestExpressionProvider
{
    /// <summary>The symbolic form.</summary>
    string ValueExpression { get; }
}
